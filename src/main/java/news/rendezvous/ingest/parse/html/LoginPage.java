package news.rendezvous.ingest.parse.html;

import java.util.regex.Pattern;
import org.jsoup.nodes.Document;

/** Recognises a login form in place of the document that was requested. */
public final class LoginPage {

  private static final Pattern TITLE =
      Pattern.compile(
          "^\\W*(?:please\\W+)?(?:log|sign)[ -]?(?:in|on)\\b|\\b(?:log|sign)[ -]?in\\W*$"
              + "|登录|登入|登錄|登陆|ログイン|로그인",
          Pattern.CASE_INSENSITIVE);

  /** Text length below which a page with a password field is a login page. */
  private static final int MIN_STORY = 1_000;

  private LoginPage() {}

  /** True by the title, or if the page asks for a password and has no story. */
  public static boolean is(Document page) {
    return TITLE.matcher(page.title().strip()).find()
        || (page.selectFirst("input[type=password]") != null
            && page.body().text().length() < MIN_STORY);
  }
}
