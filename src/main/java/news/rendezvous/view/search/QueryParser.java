package news.rendezvous.view.search;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recursive-descent parser of queries:
 *
 * <pre>
 * query  = clause *( SP clause )
 * clause = term *( SP "OR" SP term )
 * term   = ["-"] [field ":"] value
 * value  = word / DQUOTE phrase DQUOTE / "/" pattern "/"    ; patterns after a field only
 * </pre>
 *
 * <p>A word without letters and digits is skipped, as the dash in {@code ferry - harbour}.
 * Quotation marks and colons of other keyboards ({@code “ ” „ ＂ ：}) are read as {@code "} and
 * {@code :}.
 */
public final class QueryParser {

  /** Result of a text. */
  public sealed interface Result {}

  /** A valid query; {@link Query#ALL} for a text without terms. */
  public record Parsed(Query query) implements Result {}

  /**
   * The first mistake.
   *
   * @param position of the character, a Unicode code point; the first is 1
   * @param reason a clause for a sentence about the query, such as "has no value after title:"
   */
  public record Refused(int position, String reason) implements Result {}

  private static final String OR = "OR";

  /** A count such as {@code {2,40}}, of which the greatest matters. */
  private static final java.util.regex.Pattern COUNT =
      java.util.regex.Pattern.compile("\\{(?:[0-9]*,)?([0-9]{1,9})");

  private final String text;
  private final int maxTerms;
  private final int maxInstructions;
  private int terms;
  private int excess; // where the first term beyond the limit begins
  private int instructions;
  private int at;

  private QueryParser(String text, int maxTerms, int maxInstructions) {
    this.text = text;
    this.maxTerms = maxTerms;
    this.maxInstructions = maxInstructions;
  }

  /**
   * Parses a query.
   *
   * @param maxTerms maximum number of terms, repeated ones included; each word counts, a phrase and
   *     a pattern as one
   * @param maxInstructions maximum size of all compiled patterns together; a match takes time by
   *     this size and the length of the field
   */
  public static Result parse(String text, int maxTerms, int maxInstructions) {
    try {
      QueryParser parser = new QueryParser(text, maxTerms, maxInstructions);
      Query query = parser.query();
      if (parser.terms > maxTerms) {
        throw new Mistake(
            parser.excess,
            "has %d terms; it may have at most %d".formatted(parser.terms, maxTerms));
      }
      return new Parsed(query);
    } catch (Mistake mistake) {
      return new Refused(text.codePointCount(0, mistake.index) + 1, mistake.reason);
    }
  }

  /** Leaves the descent at the first mistake; never leaves this class. */
  private static final class Mistake extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int index;
    private final String reason;

    Mistake(int index, String reason) {
      super(reason, null, false, false);
      this.index = index;
      this.reason = reason;
    }
  }

  private Query query() {
    List<Query.Clause> clauses = new ArrayList<>();
    List<Query.Term> alternatives = new ArrayList<>();
    int dangling = -1; // where an OR waits for its right side
    for (skipSpace(); at < text.length(); skipSpace()) {
      int start = at;
      if (takesOr()) {
        if (alternatives.isEmpty() || dangling >= 0) {
          throw new Mistake(start, "has an OR without a term before it");
        }
        dangling = start;
        continue;
      }
      Query.Term term = term();
      if (term == null) {
        continue;
      }
      if (dangling < 0 && !alternatives.isEmpty()) {
        clauses.add(new Query.Clause(alternatives));
        alternatives = new ArrayList<>();
      }
      alternatives.add(term);
      excess = terms <= maxTerms ? start : excess;
      terms += term.weight();
      dangling = -1;
    }
    if (dangling >= 0) {
      throw new Mistake(dangling, "has an OR without a term after it");
    }
    if (!alternatives.isEmpty()) {
      clauses.add(new Query.Clause(alternatives));
    }
    return new Query(clauses);
  }

  private boolean takesOr() {
    int end = at + OR.length();
    boolean or = text.startsWith(OR, at) && (end == text.length() || isSpace(end));
    at = or ? end : at;
    return or;
  }

  private Query.@Nullable Term term() {
    boolean negated = isAt('-') && at + 1 < text.length() && !isSpace(at + 1);
    at += negated ? 1 : 0;
    int start = at;
    QueryField field = field().orElse(QueryField.TEXT);
    QueryValue value = value(field, start);
    return value == null ? null : new Query.Term(negated, field, value);
  }

  private Optional<QueryField> field() {
    int end = at;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    if (end == text.length() || syntax(end) != ':') {
      return Optional.empty();
    }
    Optional<QueryField> field = QueryField.named(text.substring(at, end));
    at = field.isPresent() ? end + 1 : at;
    return field;
  }

  private @Nullable QueryValue value(QueryField field, int start) {
    if (isAt('"')) {
      return phrase(field);
    }
    if (field != QueryField.TEXT && isAt('/')) {
      return regex();
    }
    QueryValue.Words words = field.word(word());
    if (field == QueryField.TEXT) {
      return words.runs().isEmpty() ? null : words;
    }
    if (words.runs().isEmpty()) {
      throw new Mistake(start, "has no value after " + field.prefix());
    }
    return words;
  }

  private String word() {
    int start = at;
    while (at < text.length() && !isSpace(at)) {
      at++;
    }
    return text.substring(start, at);
  }

  private QueryValue phrase(QueryField field) {
    int open = at++;
    int start = at;
    while (at < text.length() && syntax(at) != '"') {
      at++;
    }
    if (at == text.length()) {
      throw new Mistake(open, "has a quotation mark that is not closed");
    }
    String phrase = text.substring(start, at++);
    if (field.runs(phrase).isEmpty()) {
      throw new Mistake(open, "has a phrase without a word");
    }
    return field.phrase(phrase);
  }

  private QueryValue regex() {
    int open = at++;
    int start = at;
    while (at < text.length() && text.charAt(at) != '/') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw new Mistake(open, "has a regular expression that no / closes");
    }
    String regex = text.substring(start, at++);
    if (at < text.length() && !isSpace(at)) {
      throw new Mistake(
          at,
          "goes on after the / that closes a regular expression: put a space there; flags stand"
              + " inside, such as /(?i)ferry/");
    }
    return new QueryValue.Regex(regex, compiled(regex, open));
  }

  private Pattern compiled(String regex, int open) {
    try {
      // Counts within counts multiply: they are bounded before the compiler unrolls them.
      Pattern pattern = unrolled(regex) > 20L * maxInstructions ? null : Pattern.compile(regex);
      if (pattern == null || instructions + pattern.programSize() > maxInstructions) {
        throw new Mistake(
            open,
            "has regular expressions of more than %d instructions together; counts, such as {40},"
                    .formatted(maxInstructions)
                + " make them large");
      }
      instructions += pattern.programSize();
      return pattern;
    } catch (PatternSyntaxException e) {
      throw new Mistake(
          open, "has a regular expression that RE2 cannot read: " + e.getDescription());
    }
  }

  /** An upper bound of the length of a pattern whose counts are written out. */
  private static double unrolled(String regex) {
    return COUNT
        .matcher(regex)
        .results()
        .mapToDouble(count -> Math.max(1, Double.parseDouble(count.group(1))))
        .reduce(regex.length(), (one, other) -> one * other);
  }

  private void skipSpace() {
    while (at < text.length() && isSpace(at)) {
      at++;
    }
  }

  private boolean isSpace(int index) {
    return Character.isWhitespace(text.charAt(index)) || Character.isSpaceChar(text.charAt(index));
  }

  private boolean isAt(char wanted) {
    return at < text.length() && syntax(at) == wanted;
  }

  /** The character at an index, with those of other keyboards replaced that have a meaning here. */
  private char syntax(int index) {
    char c = text.charAt(index);
    return switch (c) {
      case '“', '”', '„', '＂' -> '"';
      case '：' -> ':';
      case '－' -> '-';
      default -> c;
    };
  }
}
