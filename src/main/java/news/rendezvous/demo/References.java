package news.rendezvous.demo;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import news.rendezvous.item.LinkHash;

/** What stands behind the sample's {@code getUrls} references, each kind of answer in turn. */
final class References {

  /** How a reference is answered. */
  sealed interface Answer {

    /** By a redirect. */
    record Moved(String location) implements Answer {}

    /** By a document. */
    record Found(String contentType, Buffer body) implements Answer {

      static Found text(String contentType, String body) {
        return new Found(contentType, Buffer.buffer(body));
      }
    }
  }

  private final Map<LinkHash, Function<String, Answer>> answers = new LinkedHashMap<>();

  References(List<Tale> tales, Map<Scene, Buffer> pictures) {
    for (int i = 0; i < tales.size(); i++) {
      answers.put(link(tales.get(i).slug()), story(tales.get(i), i));
    }
    pictures.forEach((scene, png) -> answers.put(link(scene.slug()), picture(scene, png)));
  }

  /** The hash that stands for a story or a picture. */
  static LinkHash link(String slug) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5"); // a name, not a secret
      byte[] digest = md5.digest(slug.getBytes(StandardCharsets.UTF_8));
      return new LinkHash(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  /**
   * The answer to a reference, if there is one.
   *
   * @param base scheme and authority of the addresses in it
   */
  Optional<Answer> answer(LinkHash link, String base) {
    return Optional.ofNullable(answers.get(link)).map(answer -> answer.apply(base));
  }

  private static Function<String, Answer> story(Tale tale, int turn) {
    Function<String, String> url = base -> Outlet.DEMO.permalink(base, tale);
    return switch (turn % 5) {
      case 0 -> base -> new Answer.Moved(url.apply(base));
      case 1 -> base -> json(new JsonObject().put("urls", JsonArray.of(url.apply(base))).encode());
      case 2 -> base -> Answer.Found.text("text/plain", url.apply(base) + "\n");
      case 3 -> base -> json(JsonArray.of(url.apply(base)).encode());
      default -> base -> Answer.Found.text("text/html;charset=UTF-8", StoryPage.of(tale, base));
    };
  }

  private static Answer json(String body) {
    return Answer.Found.text("application/json", body);
  }

  @SuppressWarnings("EnumOrdinal") // any half of them will do
  private static Function<String, Answer> picture(Scene scene, Buffer png) {
    return scene.ordinal() % 2 == 0
        ? base -> new Answer.Found("image/png", png)
        : base -> new Answer.Moved(base + "/demo/pictures/" + scene.slug() + ".png");
  }
}
