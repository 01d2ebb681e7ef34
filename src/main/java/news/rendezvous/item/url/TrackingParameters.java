package news.rendezvous.item.url;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.text.LowerCase;

/**
 * Tracking parameters and fragments of URLs: they say where a reader comes from, and never select a
 * story.
 */
final class TrackingParameters {

  /**
   * Parameters that tell a publisher where a reader came from and that never select the story:
   * Google Analytics campaign tags, and the click identifiers of Google, Meta, Microsoft, Yandex,
   * Mailchimp, HubSpot and others, as listed by the ClearURLs and AdGuard "URL Tracking" projects.
   */
  private static final Set<String> TRACKING =
      Set.of(
          """
          fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid
          mc_cid mc_eid _hsenc _hsmi mkt_tok oly_anon_id oly_enc_id vero_id wickedid ref_src
          ref_url spm scm
          """
              .strip()
              .split("\\s+"));

  /**
   * Fragments that denote no part of a page: campaigns of Piano Analytics ({@code xtor}, {@code
   * at_}) and Google Analytics, a feed that counts its readers; and {@code top}, which is the start
   * of a page anyway (HTML section 7.4.6.3, "indicated part of the document").
   */
  private static final Pattern TRACKING_FRAGMENT =
      Pattern.compile("#(?:xtor=|utm_|at_|ref=rss|top$|$).*", Pattern.CASE_INSENSITIVE);

  /** WICG "URL Fragment Text Directives": what follows is for the browser, not for the page. */
  private static final String DIRECTIVE = ":~:";

  private TrackingParameters() {}

  /** A query with its question mark, without tracking parameters. */
  static String withoutParameters(String whole) {
    if (whole.length() <= 1) {
      return "";
    }
    String kept =
        Stream.of(whole.substring(1).split("&", -1))
            .filter(parameter -> !isTracking(parameter))
            .collect(Collectors.joining("&"));
    return kept.isEmpty() ? "" : '?' + kept;
  }

  /**
   * A fragment with its number sign, which may be the only difference of two stories; empty for one
   * that only tracks.
   */
  static String withoutFragment(String whole) {
    int directive = whole.indexOf(DIRECTIVE);
    String part = directive < 0 ? whole : whole.substring(0, directive);
    return part.isEmpty() || TRACKING_FRAGMENT.matcher(part).matches() ? "" : part;
  }

  private static boolean isTracking(String parameter) {
    String name = LowerCase.of(parameter.substring(0, nameEnd(parameter)));
    return name.startsWith("utm_") || TRACKING.contains(name);
  }

  private static int nameEnd(String parameter) {
    int at = parameter.indexOf('=');
    return at < 0 ? parameter.length() : at;
  }
}
