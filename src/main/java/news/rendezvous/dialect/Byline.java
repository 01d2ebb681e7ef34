package news.rendezvous.dialect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The byline at the end of a paragraph: roles, each with names. It is split at its role words,
 * which are no names; editors are no authors.
 */
final class Byline {

  /** Characters at the end of a line in which a byline is looked for. */
  static final int LONGEST = 200;

  private static final String SPACE = "[\\s\u00a0\u3000]";

  /** Latin names are one to five capitalised words; longer runs are a sentence. */
  private static final Pattern LATIN_NAME =
      Pattern.compile(
          "\\p{Lu}[\\p{L}\\p{M}.'\u2019-]{0,40}(?: \\p{Lu}[\\p{L}\\p{M}.'\u2019-]{0,40}){0,4}");

  private static final String HAN_NAME = "\\p{IsHan}{2,4}(?:[·•]\\p{IsHan}{1,6}){0,2}";
  private static final Pattern HAN = Pattern.compile(HAN_NAME);

  /** Words that follow a role or stand between names and are none. */
  private static final Set<String> NO_NAMES =
      Set.of(
          "报道", "報道", "報導", "报导", "获悉", "獲悉", "采访", "採訪", "采写", "採寫", "手记", "手記", "观察", "觀察", "调查",
          "調查", "连线", "連線", "了解", "走访", "走訪", "发现", "發現", "看到", "整理", "综合", "綜合", "专访", "專訪", "快评",
          "述评", "提问", "注意到", "注意", "证", "协会", "協會", "之家", "节快乐", "团队", "團隊");

  private static final Set<String> NO_LATIN_NAMES =
      Set.of(
          "Produced",
          "Edited",
          "Reporter",
          "Reporters",
          "Correspondent",
          "Correspondents",
          "Editor",
          "Editors",
          "Source",
          "The",
          "Without");

  private static final String HAN_AUTHOR =
      "(?:交汇点|交匯點)?(?:全媒体|全媒體|融媒体|本报|本報|本台|本网|本網|本刊|特约|特約|实习|實習|见习|見習|首席|特派)*"
          + "(?:记者|記者|通讯员|通訊員|撰稿人?|撰文|作者|实习生|實習生|摄影|攝影)";
  private static final String HAN_OTHER =
      "(?:责任编辑|責任編輯|责编|責編|编辑|編輯|主编|主編|校对|校對|审核|審核|审校|審校|监制|監製|策划|策劃" + "|制图|製圖|设计|設計|供图|供圖|来源|來源)";

  /** Text and picture, before a slash or colon, or joined by a slash. */
  private static final String HAN_PART =
      "(?<!\\p{IsHan})(?:(?:图文|圖文|文图|文|摄|攝|图|圖)(?:[/／](?:文|摄|攝|图|圖))?(?="
          + SPACE
          + "*[/／:：])|(?:文[/／](?:图|圖|摄|攝)|(?:图|圖|摄|攝)[/／]文)(?="
          + SPACE
          + "))";

  private static final String LATIN_AUTHOR =
      "(?<![\\p{L}])(?:(?:(?i:meeting point)|(?i:special|staff|intern|trainee|senior|chief|photo))[ \u00a0]){0,3}"
          + "(?i:reporters?|correspondents?|photographers?)(?!\\p{L})"
          + "|(?<latinpart>(?<![\\p{L}])(?:Text|Words|Photos?)(?="
          + SPACE
          + "*[/／:：]))";
  private static final String LATIN_OTHER =
      "(?<![\\p{L}])(?i:(?:executive |chief |managing |responsible )?editors?|proofreaders?|producers?|translators?)(?!\\p{L})";

  private static final Pattern ROLE =
      Pattern.compile(
          "(?<han>(?<hanauthor>"
              + HAN_AUTHOR
              + ")|"
              + HAN_OTHER
              + "|(?<part>"
              + HAN_PART
              + "))|(?<latin>(?<latinauthor>"
              + LATIN_AUTHOR
              + ")|"
              + LATIN_OTHER
              + ")");

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

  private static final Pattern SEPARATOR =
      Pattern.compile(
          SPACE
              + "*[,，、;；/／&＆|]"
              + SPACE
              + "*(?:and )?|\u3000+|[\\s\u00a0]+(?:and|和|及|与|與)[\\s\u00a0]+");
  private static final Pattern HAN_SEPARATOR =
      Pattern.compile(
          SEPARATOR.pattern() + "|(?<=\\p{IsHan})" + SPACE + "+|" + SPACE + "+(?=\\p{IsHan})");

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

  /** Tells whether a line that ends like this may have a byline; most lines have none. */
  static boolean mayBeIn(String end) {
    return end.contains("eporter")
        || end.contains("orrespondent")
        || end.contains("hotographer")
        || end.indexOf('记') >= 0
        || end.indexOf('記') >= 0
        || end.indexOf('摄') >= 0
        || end.indexOf('攝') >= 0
        || end.indexOf('文') >= 0
        || end.contains("作者")
        || end.contains("通讯员")
        || end.contains("通訊員")
        || end.contains("撰")
        || end.contains("Text")
        || end.contains("Photo");
  }

  /**
   * The authors that a line ends with.
   *
   * @param inDialect whether its story is in the dialect for other reasons: elsewhere an English
   *     "Reporters Without Borders" is none
   */
  static List<String> authors(String line, boolean inDialect) {
    // What is cut is no beginning: a letter stands for what went before.
    String tail = line.length() > LONGEST ? 'x' + line.substring(line.length() - LONGEST) : line;
    if (!mayBeIn(tail)) {
      return List.of();
    }
    boolean bracketed = CLOSING.matcher(tail).find();
    String end = END.matcher(tail).replaceFirst("");
    Matcher report = REPORT.matcher(end);
    boolean reported = report.find();
    String text = reported ? end.substring(0, report.start()) : end;
    List<String> named = named(end);
    return named.isEmpty() ? behindRoles(text, inDialect, bracketed, reported) : named;
  }

  private static List<String> named(String text) {
    Matcher all = ALL_NAMED.matcher(text);
    if (text.indexOf('/') < 0 && text.indexOf('／') < 0 || !all.find()) {
      return List.of();
    }
    Set<String> authors = new LinkedHashSet<>();
    Matcher one = NAMED.matcher(all.group(1));
    while (one.find()) {
      String part = one.group(2) == null ? one.group(3) : one.group(2);
      List<String> names = names(one.group(1));
      if (isAuthor(part)) {
        authors.addAll(names);
      }
    }
    return List.copyOf(authors);
  }

  /** Of text and photographs; a picture's credit names an agency more often than a person. */
  private static boolean isAuthor(String part) {
    return part.indexOf('文') >= 0 || part.indexOf('摄') >= 0 || part.indexOf('攝') >= 0;
  }

  /** A role in a text. */
  private record Role(
      int start, int end, boolean han, boolean author, boolean client, boolean part) {

    static List<Role> in(String text) {
      List<Role> roles = new ArrayList<>();
      Matcher role = ROLE.matcher(text);
      while (role.find()) {
        String words = role.group();
        boolean author =
            role.group("hanauthor") != null
                || role.group("latinauthor") != null
                || (role.group("part") != null && isAuthor(words));
        boolean client = words.startsWith("交") || words.regionMatches(true, 0, "meeting", 0, 7);
        boolean han = role.group("han") != null;
        boolean part = role.group("part") != null || role.group("latinpart") != null;
        roles.add(new Role(role.start(), role.end(), han, author, client, part));
      }
      return roles;
    }
  }

  private static List<String> behindRoles(
      String text, boolean inDialect, boolean bracketed, boolean reported) {
    List<Role> roles = Role.in(text);
    for (int i = 0; i < roles.size(); i++) {
      Role first = roles.get(i);
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

  // The client's own phrase may follow anything, since the translator loses full stops; any other
  // role begins a sentence or a bracket, or has a colon and a space before it.
  private static boolean begins(String text, Role role) {
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
      String text, List<Role> roles, boolean inDialect, boolean joined) {
    Set<String> authors = new LinkedHashSet<>();
    for (int i = 0; i < roles.size(); i++) {
      Role role = roles.get(i);
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

  private static List<String> names(Role role, String chunk, boolean inDialect, boolean joined) {
    Matcher separator = LABEL_END.matcher(chunk);
    String mark = separator.lookingAt() ? separator.group() : "";
    boolean colon = mark.indexOf(':') >= 0 || mark.indexOf('：') >= 0;
    boolean separated = role.han() ? joined || !mark.isEmpty() : !mark.isEmpty();
    boolean allowed = role.han() || role.client() || inDialect || (colon && !role.part());
    if (!separated || !allowed) {
      return List.of();
    }
    String list = TRAILING.matcher(chunk.substring(mark.length())).replaceFirst("");
    List<String> names = names(list);
    boolean agency = role.part() && !role.han() && !list.contains(" "); // "Photo: Getty"
    return agency ? List.of() : names;
  }

  /** The names of a list; none where it holds anything else. */
  private static List<String> names(String list) {
    boolean han = list.codePoints().anyMatch(Character::isIdeographic);
    List<String> names =
        Stream.of((han ? HAN_SEPARATOR : SEPARATOR).split(list, -1))
            .map(name -> name.replace('\u00a0', ' ').strip())
            .map(name -> name.replaceFirst("(?<=\\p{Ll}{2})\\.$", ""))
            .toList();
    return names.stream().allMatch(Byline::isName) ? names : List.of();
  }

  private static boolean isName(String text) {
    return HAN.matcher(text).matches()
        ? !NO_NAMES.contains(text)
        : LATIN_NAME.matcher(text).matches()
            && Stream.of(text.split(" ")).noneMatch(NO_LATIN_NAMES::contains);
  }
}
