package news.rendezvous.ingest.fetch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.ingest.fetch.http.ResponseHead;
import news.rendezvous.item.text.LowerCase;

/**
 * Challenge page of a web application firewall (bot protection) in place of the resource. The one
 * list of its marks: by header for every fetch, by markup for feeds and for reference end points.
 */
public final class ChallengePage {

  /**
   * Paths, variables and phrases of Cloudflare, Imperva (Incapsula), DataDome, HUMAN (PerimeterX),
   * AWS WAF, Sucuri, DDoS-Guard and Alibaba Cloud. A bare product name is no mark, since a story
   * may be about the product.
   */
  private static final Pattern MARKS =
      Pattern.compile(
          "challenge-platform|cf-challenge|cf_chl_|cf-browser-verification"
              + "|(?<=<title>)\\s*just a moment(?:\\.\\.\\.)?"
              + "|checking your browser|checking if the site connection is secure"
              + "|attention required! \\| cloudflare"
              + "|_incapsula_resource|incapsula incident|captcha-delivery\\.com|px-captcha"
              + "|awswafcookiedomainlist|aws-waf-token|sucuri_cloudproxy|sucuri website firewall"
              + "|ddos-guard|_guard/auto\\.js|acw_sc__v2|aliyun_waf",
          Pattern.CASE_INSENSITIVE);

  private ChallengePage() {}

  /** True if the response declares itself a challenge, whatever its status (Cloudflare). */
  static boolean isDeclaredBy(ResponseHead head) {
    return "challenge".equalsIgnoreCase(head.header("cf-mitigated"));
  }

  /**
   * Returns the first mark in the markup of a page, in lower case; empty if it is no challenge.
   *
   * @param html not the markup of a feed, whose stories may quote such a page
   */
  public static Optional<String> markIn(String html) {
    Matcher mark = MARKS.matcher(html);
    return mark.find() ? Optional.of(LowerCase.of(mark.group().strip())) : Optional.empty();
  }
}
