package news.rendezvous.ingest.parse.xml;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where comments and CDATA sections end. One that nobody closes would take what follows with it, up
 * to where another one ends: it ends with its field, or at another entry, at the latest.
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

  /** Where each terminator stands next, so that none is looked for twice in a long document. */
  private final Map<String, Integer> next = new HashMap<>();

  MarkupSections(String in) {
    this.in = in;
  }

  /** Where a section that begins here, and that nobody closes, has to end; empty where it is. */
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

  /** Behind the terminator of a section that is closed. */
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
