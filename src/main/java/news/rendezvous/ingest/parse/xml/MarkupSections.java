package news.rendezvous.ingest.parse.xml;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ends of comments and CDATA sections. An unclosed section would extend to the terminator of a
 * later one; it is ended at the next field or the end of its entry.
 */
final class MarkupSections {

  private static final Pattern FIELD =
      Pattern.compile(
          "</?(?:[\\w.-]+:)?"
              + "(?:item|entry|description|summary|content|encoded|title|subtitle)[\\s/>]",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ENTRY =
      Pattern.compile("</(?:[\\w.-]+:)?(?:item|entry)[\\s>]", Pattern.CASE_INSENSITIVE);
  private static final int NOWHERE = Integer.MAX_VALUE;

  private final String in;

  /** End of the next occurrence of each terminator: each is searched for once, in linear time. */
  private final Map<String, Integer> next = new HashMap<>();

  MarkupSections(String in) {
    this.in = in;
  }

  /** The offset at which an unclosed section is to end; empty for a closed one. */
  OptionalInt unclosed(int at, String opening, String terminator) {
    int end = end(at, terminator);
    int other = in.indexOf(opening, at + opening.length());
    int limit = other < 0 ? in.length() : other;
    if (end <= limit || (end != NOWHERE && !matcher(ENTRY, at, limit).find())) {
      return OptionalInt.empty();
    }
    Matcher field = matcher(FIELD, at, in.length());
    return OptionalInt.of(field.find() ? field.start() : in.length());
  }

  /** The offset after the terminator of a closed section. */
  int end(int at, String terminator) {
    int known = next.getOrDefault(terminator, -1);
    if (known < at + terminator.length()) {
      int found = in.indexOf(terminator, at);
      known = found < 0 ? NOWHERE : found + terminator.length();
      next.put(terminator, known);
    }
    return known;
  }

  private Matcher matcher(Pattern pattern, int from, int to) {
    return pattern.matcher(in).region(from, to);
  }
}
