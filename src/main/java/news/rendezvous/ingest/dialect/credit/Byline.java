package news.rendezvous.ingest.dialect.credit;

import static news.rendezvous.ingest.dialect.credit.PersonNames.HAN_NAME;
import static news.rendezvous.ingest.dialect.credit.PersonNames.SPACE;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The byline at the end of a paragraph: words for roles, each with names. The text is split at the
 * roles; editors are no authors.
 */
public final class Byline {

  /** Characters at the end of a line in which a byline is searched for. */
  public static final int LONGEST = 200;

  /** Words and characters of which every byline with an author has one. */
  private static final List<String> HINTS =
      List.of(
          """
          eporter orrespondent hotographer 记 記 摄 攝 文 作者 通讯员 通訊員 撰 Text Photo
          """
              .strip()
              .split("\\s+"));

  /** Names with their roles behind them: 李娜/文 王伟/摄. */
  private static final String PART = "(?:图文|圖文|文图|文|摄影|攝影|摄|攝|图|圖|编|編)";

  private static final String HAN_NAMES =
      HAN_NAME + "(?:(?:[、,，]|" + SPACE + ")" + HAN_NAME + "){0,9}";

  private static final Pattern NAMED =
      Pattern.compile(
          "("
              + HAN_NAMES
              + ")(?:"
              + SPACE
              + "*[/／]"
              + SPACE
              + "*("
              + PART
              + "(?:[/／、]"
              + PART
              + ")?)|"
              + SPACE
              + "+("
              + PART
              + "[/／]"
              + PART
              + "))(?!\\p{IsHan})["
              + "\\s\u00a0\u3000,，;；、]*");

  private static final Pattern ALL_NAMED =
      Pattern.compile(
          "(?:^|[。！？.!?”\"]\\s?|[(（【\\[〔]|\\s{2,}|\u3000)\\s*((?:" + NAMED.pattern() + "){1,6})$");

  /** Context of the first role: nothing, the end of a sentence, a bracket. */
  private static final Pattern BEFORE_HAN =
      Pattern.compile(
          "(?:^|[。！？.!?…”’\"』」)）】][\\s\u00a0]*|[(（【\\[〔]\\s*|[\\s\u00a0]{2,}|\u3000)(?:[\\p{IsHan}·•]{0,12})$");

  private static final Pattern BEFORE_LATIN =
      Pattern.compile(
          "(?:^|[.!?。！？”\"’)）][\\s\u00a0]?|[(（\\[【]\\s?|[\\s\u00a0]{2,}|\u3000)(?:\\p{Lu}[^\\s\u00a0]{0,30}[\\s\u00a0]){0,4}$");

  private static final Pattern END = Pattern.compile("[\\s\u00a0\u3000.。)）】\\]〕]+$");
  private static final Pattern OPENING = Pattern.compile("[(（【\\[〔][\\p{IsHan}·•]{0,12}$");
  private static final Pattern CLOSING = Pattern.compile("[)）】\\]〕][\\s。.]*$");

  /** Place and kind of a report in the newspapers of Taiwan, and verbs behind the last name. */
  private static final Pattern REPORT =
      Pattern.compile(
          "[/／]\\s*\\p{IsHan}{0,6}(?:报导|報導|报道|報道|专电|專電|电|電)$"
              + "|[\\s\u3000]+(?:综合|綜合)?(?:报导|報導|报道|報道|采写|採寫|整理|摄影报道|文|摄|攝|文/图|图/文)$");

  private static final Pattern COLON = Pattern.compile("[\\s\u00a0\u3000]*[:：]");
  private static final Pattern LABEL_END =
      Pattern.compile("[\\s\u00a0\u3000]*[:：/／]?[\\s\u00a0\u3000]*");
  private static final Pattern TRAILING = Pattern.compile("[\\s\u00a0\u3000,，、;；/／&|]+$");

  private Byline() {}

  /** True if a text may hold a byline; most texts hold none, and this is quick to see. */
  public static boolean mayBeIn(String text) {
    for (String hint : HINTS) {
      if (text.contains(hint)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The authors in the byline that a line ends with.
   *
   * @param inDialect true if the story is in the dialect for other reasons: elsewhere "Reporters
   *     Without Borders" is no byline
   */
  public static List<String> authors(String line, boolean inDialect) {
    // The letter stands for the start of the line: where it is cut no byline begins.
    String tail = line.length() > LONGEST ? 'x' + line.substring(line.length() - LONGEST) : line;
    if (!mayBeIn(tail)) {
      return List.of();
    }
    String end = END.matcher(tail).replaceFirst("");
    List<String> named = named(end);
    if (!named.isEmpty()) {
      return named;
    }
    Matcher report = REPORT.matcher(end);
    boolean reported = report.find();
    return behindRoles(
        reported ? end.substring(0, report.start()) : end,
        inDialect,
        CLOSING.matcher(tail).find(),
        reported);
  }

  private static List<String> named(String text) {
    Matcher all = ALL_NAMED.matcher(text);
    if ((text.indexOf('/') < 0 && text.indexOf('／') < 0) || !all.find()) {
      return List.of();
    }
    return NAMED
        .matcher(all.group(1))
        .results()
        .filter(one -> BylineRole.isAuthorPart(one.group(2) == null ? one.group(3) : one.group(2)))
        .flatMap(one -> PersonNames.in(one.group(1)).stream())
        .distinct()
        .toList();
  }

  private static List<String> behindRoles(
      String text, boolean inDialect, boolean bracketed, boolean reported) {
    List<BylineRole> roles = BylineRole.in(text);
    for (int i = 0; i < roles.size(); i++) {
      BylineRole first = roles.get(i);
      if (begins(text, first)) {
        String before = text.substring(0, first.start());
        boolean joined =
            first.client() || reported || (bracketed && OPENING.matcher(before).find());
        Optional<List<String>> authors =
            read(text, roles.subList(i, roles.size()), inDialect, joined);
        if (authors.isPresent()) {
          return authors.get();
        }
      }
    }
    return List.of();
  }

  // The client's own phrase may follow anything, since machine translation drops full stops; any
  // other role begins a sentence or a bracket, or has a colon and a space before it.
  private static boolean begins(String text, BylineRole role) {
    String before = text.substring(0, role.start());
    boolean colon =
        COLON.matcher(text.substring(role.end())).lookingAt()
            && (before.isEmpty()
                || Character.isWhitespace(before.charAt(before.length() - 1))
                || before.endsWith("|"));
    return role.client()
        || (role.han() && colon)
        || (role.han() ? BEFORE_HAN : BEFORE_LATIN).matcher(before).find();
  }

  /** The authors of a text that consists of roles and names; empty for any other. */
  private static Optional<List<String>> read(
      String text, List<BylineRole> roles, boolean inDialect, boolean joined) {
    Set<String> authors = new LinkedHashSet<>();
    for (int i = 0; i < roles.size(); i++) {
      BylineRole role = roles.get(i);
      boolean last = i + 1 == roles.size();
      String chunk = text.substring(role.end(), last ? text.length() : roles.get(i + 1).start());
      List<String> names = names(role, chunk, inDialect, joined || i > 0);
      if (names.isEmpty()) {
        return Optional.empty();
      }
      if (role.author()) {
        authors.addAll(names);
      }
    }
    return Optional.of(List.copyOf(authors));
  }

  private static List<String> names(
      BylineRole role, String chunk, boolean inDialect, boolean joined) {
    Matcher separator = LABEL_END.matcher(chunk);
    String mark = separator.lookingAt() ? separator.group() : "";
    boolean colon = mark.indexOf(':') >= 0 || mark.indexOf('：') >= 0;
    boolean separated = role.han() ? joined || !mark.isEmpty() : !mark.isEmpty();
    boolean allowed = role.han() || role.client() || inDialect || (colon && !role.part());
    if (!separated || !allowed) {
      return List.of();
    }
    String list = TRAILING.matcher(chunk.substring(mark.length())).replaceFirst("");
    boolean agency = role.part() && !role.han() && !list.contains(" "); // "Photo: Getty"
    return agency ? List.of() : PersonNames.in(list);
  }
}
