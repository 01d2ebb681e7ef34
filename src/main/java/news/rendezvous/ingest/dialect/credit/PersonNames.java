package news.rendezvous.ingest.dialect.credit;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lists of personal names, in Latin and Han script. */
final class PersonNames {

  static final String SPACE = "[\\s\u00a0\u3000]";
  static final String HAN_NAME = "\\p{IsHan}{2,4}(?:[·•]\\p{IsHan}{1,6}){0,2}";

  private static final Pattern HAN = Pattern.compile(HAN_NAME);

  /** One to five capitalised words; longer runs are a sentence. */
  private static final Pattern LATIN =
      Pattern.compile(
          "\\p{Lu}[\\p{L}\\p{M}.'\u2019-]{0,40}(?: \\p{Lu}[\\p{L}\\p{M}.'\u2019-]{0,40}){0,4}");

  /** Words that follow a role or stand between names. */
  private static final Set<String> NO_HAN_NAMES =
      Set.of(
          """
          报道 報道 報導 报导 获悉 獲悉 采访 採訪 采写 採寫 手记 手記 观察 觀察 调查 調查 连线 連線 了解 走访 走訪 发现 發現 看到 整理 综合 綜合 专访 專訪
          快评 述评 提问 注意到 注意 证 协会 協會 之家 节快乐 团队 團隊
          """
              .strip()
              .split("\\s+"));

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

  private static final Pattern SEPARATOR =
      Pattern.compile(
          SPACE
              + "*[,，、;；/／&＆|]"
              + SPACE
              + "*(?:and )?|\u3000+|[\\s\u00a0]+(?:and|和|及|与|與)[\\s\u00a0]+");

  private static final Pattern HAN_SEPARATOR =
      Pattern.compile(
          SEPARATOR.pattern() + "|(?<=\\p{IsHan})" + SPACE + "+|" + SPACE + "+(?=\\p{IsHan})");

  private PersonNames() {}

  /** The names of a list; empty for a list that holds anything else. */
  static List<String> in(String list) {
    boolean han = list.codePoints().anyMatch(Character::isIdeographic);
    List<String> names =
        Stream.of((han ? HAN_SEPARATOR : SEPARATOR).split(list, -1))
            .map(name -> name.replace('\u00a0', ' ').strip())
            .map(name -> name.replaceFirst("(?<=\\p{Ll}{2})\\.$", ""))
            .toList();
    return names.stream().allMatch(PersonNames::isName) ? names : List.of();
  }

  private static boolean isName(String text) {
    return HAN.matcher(text).matches()
        ? !NO_HAN_NAMES.contains(text)
        : LATIN.matcher(text).matches()
            && Stream.of(text.split(" ")).noneMatch(NO_LATIN_NAMES::contains);
  }
}
