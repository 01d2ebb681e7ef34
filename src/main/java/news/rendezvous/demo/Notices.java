package news.rendezvous.demo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Small notices, a few of which make a story at any time: so the sample goes on when all its
 * stories are told, and never tells one twice.
 *
 * @param voice the language
 * @param pool what there is to choose from
 */
record Notices(Voice voice, List<Notice> pool) {

  private static final int EACH = 4;
  private static final Pattern SLUG = Pattern.compile("notices-([a-z]{2})-([0-9]{1,11})");

  /**
   * One notice.
   *
   * @param head a few words
   * @param text a sentence or two
   */
  record Notice(String head, String text) {}

  Notices {
    pool = List.copyOf(pool);
  }

  /** The notices of one language, one a line: head, a bar, text. */
  static Notices read(Voice voice) {
    List<Notice> pool =
        Tale.resource("notices", voice)
            .lines()
            .map(line -> line.split(" \\| ", 2))
            .map(parts -> new Notice(parts[0], parts[1]))
            .toList();
    return new Notices(voice, pool);
  }

  /** The notices of a time, to the second: the same ones whenever they are asked for. */
  Tale at(Instant time) {
    List<Notice> chosen =
        new SplittableRandom(time.getEpochSecond())
            .ints(0, pool.size())
            .distinct()
            .limit(EACH)
            .mapToObj(pool::get)
            .toList();
    return new Tale(
        "notices-" + voice.language() + '-' + time.getEpochSecond(),
        voice.notices(time, chosen.get(0).head()),
        voice.clerk(),
        List.of("notices"),
        null,
        List.of(),
        Stream.concat(Stream.of(voice.opening(time)), chosen.stream().map(Notice::text)).toList());
  }

  /** The notices that a slug names, if it names notices of this language. */
  Optional<Tale> find(String slug) {
    Matcher form = SLUG.matcher(slug);
    return form.matches() && form.group(1).equals(voice.language())
        ? Optional.of(at(Instant.ofEpochSecond(Long.parseLong(form.group(2)))))
        : Optional.empty();
  }
}
