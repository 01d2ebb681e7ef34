package news.rendezvous.ingest.fetch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.ingest.fetch.http.ResponseHead;
import news.rendezvous.item.text.LowerCase;

/**
 * Challenge page of a web application firewall (bot protection) in place of the resource. The only
 * list of its signatures: by header for every fetch, by markup for feeds and for reference end
 * points.
 */
public final class ChallengePage {

  /**
   * Paths, variables and phrases of Cloudflare, Imperva (Incapsula), DataDome, HUMAN (PerimeterX),
   * AWS WAF, Sucuri, DDoS-Guard and Alibaba Cloud. A product name alone is no signature, since a
   * story may be about the product.
   */
  private static final Pattern SIGNATURES =
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

  /** True if the response declares itself a challenge, as those of Cloudflare do. */
  static boolean isDeclaredBy(ResponseHead head) {
    return "challenge".equalsIgnoreCase(head.header("cf-mitigated"));
  }

  /** First signature in the markup of a page that is no feed (whose stories may quote one). */
  public static Optional<String> signatureIn(String html) {
    Matcher signature = SIGNATURES.matcher(html);
    return signature.find()
        ? Optional.of(LowerCase.of(signature.group().strip()))
        : Optional.empty();
  }
}
