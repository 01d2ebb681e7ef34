package news.rendezvous.ingest.dialect.credit;

import static news.rendezvous.ingest.dialect.credit.PersonNames.SPACE;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The word for a role in a byline, such as "Special correspondent" or 记者.
 *
 * @param author false for editors, designers and sources
 * @param client true for the client's own phrase, "Meeting point reporter"
 * @param part true for text and picture, "Text/Li Na Photo/Wang Wei"
 */
record BylineRole(int start, int end, boolean han, boolean author, boolean client, boolean part) {

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

  /** The roles in a text, in their order. */
  static List<BylineRole> in(String text) {
    List<BylineRole> roles = new ArrayList<>();
    Matcher role = ROLE.matcher(text);
    while (role.find()) {
      roles.add(of(role));
    }
    return roles;
  }

  private static BylineRole of(Matcher role) {
    String words = role.group();
    boolean author =
        role.group("hanauthor") != null
            || role.group("latinauthor") != null
            || (role.group("part") != null && isAuthorPart(words));
    boolean client = words.startsWith("交") || words.regionMatches(true, 0, "meeting", 0, 7);
    boolean han = role.group("han") != null;
    boolean part = role.group("part") != null || role.group("latinpart") != null;
    return new BylineRole(role.start(), role.end(), han, author, client, part);
  }

  // Text and photographs; the credit of any other picture names an agency more often.
  static boolean isAuthorPart(String part) {
    return part.indexOf('文') >= 0 || part.indexOf('摄') >= 0 || part.indexOf('攝') >= 0;
  }
}
