package news.rendezvous.item;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * Deserialiser of the values of Kafka records, with input validation: the border to whatever else
 * may write our topics. What it lets through can be held, sent on and served as it is; what it
 * refuses is a poison record, and the exception says why in one line.
 *
 * <p>Constructors of records check what they hold. Here in addition every member that holds a URL,
 * known or not, has a scheme that a reader may follow (RFC 3986 section 3.1), since the bytes of an
 * item are served as they are.
 */
public final class RecordJson {

  /** Members that hold a URL, or several, in our records and in JSON Feed 1.1. */
  private static final Set<String> URL_MEMBERS =
      Set.of("url", "urls", "image", "avatar", "icon", "favicon", "home_page", "addresses");

  private static final Pattern URL_NAME = Pattern.compile("[a-z_]+_(?:url|image)");

  /** JSON Feed allows mail addresses for authors; attachments may be magnet links. */
  private static final Pattern FOLLOWED =
      Pattern.compile("\\s*(?:https?://|mailto:|magnet:\\?).*", Pattern.DOTALL);

  private static final String TOO_LARGE =
      "its JSON is nested too deeply, or a number or text in it is too long";

  private static final int LONGEST_QUOTE = 80;

  private RecordJson() {}

  /**
   * The value of a record.
   *
   * @throws IOException that says in one line why the record cannot be used
   */
  public static <T> T decode(byte @Nullable [] json, Class<T> type) throws IOException {
    if (json == null) {
      throw new IOException("it has no value");
    }
    return read(json, parser -> value(parser, type));
  }

  private static <T> T value(JsonParser parser, Class<T> type) throws IOException {
    T value = Json.mapper().readValue(parser, type);
    if (value == null) {
      throw new IOException("null where a " + type.getSimpleName() + " was expected");
    }
    return value;
  }

  /** Function of the tokens of a record's value, from its first to the end of its object. */
  @FunctionalInterface
  public interface TokenReader<T> {

    T read(JsonParser parser) throws IOException;
  }

  /**
   * Reads a part of a record's value, whose URLs are checked in the same pass.
   *
   * @throws IOException that says in one line why the record cannot be used
   */
  public static <T> T read(byte[] json, TokenReader<T> reader) throws IOException {
    try (JsonParser parser = new UrlCheckingParser(Json.mapper().createParser(json))) {
      T value = reader.read(parser);
      while (parser.nextToken() != null) {
        // To the end of the bytes, which are served as they are.
      }
      return value;
    } catch (JsonParseException | JsonMappingException | StreamConstraintsException e) {
      throw new IOException(reason(e), e);
    }
  }

  /** Parser that throws at a string that is no URL where its member needs one. */
  private static final class UrlCheckingParser extends JsonParserDelegate {

    UrlCheckingParser(JsonParser parser) {
      super(parser);
    }

    @Override
    public JsonToken nextToken() throws IOException {
      JsonToken token = super.nextToken();
      if (token == JsonToken.VALUE_STRING) {
        check(member(getParsingContext()), this);
      }
      return token;
    }

    // The delegate would pass its tokens over unchecked, here and in the next method.
    @Override
    public JsonToken nextValue() throws IOException {
      JsonToken token = nextToken();
      return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    @Override
    public JsonParser skipChildren() throws IOException {
      if (currentToken() == null || !currentToken().isStructStart()) {
        return this;
      }
      for (int depth = 1; depth > 0; ) {
        JsonToken token = nextToken();
        if (token == null) {
          return this; // which nextToken throws for an object that is not closed
        } else if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          depth--;
        }
      }
      return this;
    }
  }

  private static final class NotFollowedException extends IOException {

    private static final long serialVersionUID = 1;

    NotFollowedException(String member, String url) {
      super("member %s is '%s', which is no address that may be followed".formatted(member, url));
    }
  }

  // Elements of a list have no name but that of the list.
  private static String member(JsonStreamContext context) {
    JsonStreamContext object = context;
    while (object != null && !object.inObject()) {
      object = object.getParent();
    }
    return object == null ? "" : Objects.requireNonNullElse(object.getCurrentName(), "");
  }

  private static void check(String member, JsonParser parser) throws IOException {
    if (holdsUrl(member) ? !isFollowed(parser.getText()) : isActiveGuid(member, parser.getText())) {
      throw new NotFollowedException(member, quote(parser.getText()));
    }
  }

  // Many readers take a guid for a link.
  private static boolean isActiveGuid(String member, String text) {
    return member.equals("guid") && CanonicalUrl.isActive(text);
  }

  private static boolean holdsUrl(String member) {
    return URL_MEMBERS.contains(member)
        || ((member.endsWith("_url") || member.endsWith("_image"))
            && URL_NAME.matcher(member).matches());
  }

  private static boolean isFollowed(String url) {
    return url.startsWith("https://")
        || FOLLOWED.matcher(url.length() < 16 ? url : url.substring(0, 16)).matches();
  }

  private static String reason(Throwable failure) {
    List<Throwable> chain =
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(10).toList();
    return first(chain, NotFollowedException.class)
        .map(Throwable::getMessage)
        .or(() -> first(chain, StreamConstraintsException.class).map(e -> TOO_LARGE))
        .or(() -> first(chain, JsonParseException.class).map(RecordJson::noJson))
        .or(() -> first(chain, JsonMappingException.class).map(e -> otherJson(e, chain)))
        .orElse("it cannot be read");
  }

  private static <T extends Throwable> Optional<T> first(List<Throwable> chain, Class<T> type) {
    return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  private static String noJson(JsonParseException e) {
    return "it is no JSON, from byte %d on"
        .formatted(Math.max(0, e.getLocation() == null ? 0 : e.getLocation().getByteOffset()));
  }

  private static String otherJson(JsonMappingException e, List<Throwable> chain) {
    String at = path(e);
    if (e instanceof ValueInstantiationException) {
      return said(chain.get(chain.size() - 1)) + (at.isEmpty() ? "" : " in member " + at);
    }
    String member = at.isEmpty() ? "the value" : "member " + at;
    if (e instanceof InvalidFormatException format) {
      return "%s is '%s', which is no %s"
          .formatted(
              member,
              quote(String.valueOf(format.getValue())),
              format.getTargetType() == null ? "value" : format.getTargetType().getSimpleName());
    }
    return e instanceof MismatchedInputException
        ? member + " is of another type than it must be"
        : member + " cannot be read";
  }

  // The words of a record that checks its parts; Java's own words name variables.
  private static String said(Throwable check) {
    String message = check.getMessage();
    return message == null || message.startsWith("Cannot ") ? "a part is missing" : message;
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return quote(path.toString());
  }

  private static String quote(String text) {
    String line = text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ");
    return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + '…';
  }
}
