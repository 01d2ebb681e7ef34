package news.rendezvous.item;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that references lead to.
 *
 * @param addresses where each leads
 * @param first the first that is a picture for certain
 */
record Pictures(Map<LinkHash, String> addresses, @Nullable String first) {

  /** The content is serialised by us: every value stands in double quotes, ampersands escaped. */
  private static final Pattern SOURCE = Pattern.compile("(?<= src=\")[^\"]*(?=\")");

  Pictures {
    addresses = Map.copyOf(addresses);
  }

  static Pictures of(List<Related> references) {
    List<Related> resolved = references.stream().filter(one -> !one.urls().isEmpty()).toList();
    return new Pictures(
        resolved.stream().collect(Collectors.toMap(Related::link, Pictures::address, (a, b) -> a)),
        resolved.stream()
            .filter(one -> one.kind() == Related.Kind.IMAGE)
            .map(Pictures::address)
            .findFirst()
            .orElse(null));
  }

  private static String address(Related resolved) {
    return resolved.urls().get(0).toString();
  }

  @Nullable String in(@Nullable String html) {
    return html == null || addresses.isEmpty()
        ? html
        : SOURCE.matcher(html).replaceAll(found -> quoted(found.group()));
  }

  private String quoted(String written) {
    return Matcher.quoteReplacement(
        referred(written.replace("&amp;", "&"))
            .map(url -> url.replace("&", "&amp;"))
            .orElse(written));
  }

  private Optional<String> referred(String address) {
    return LinkHash.inAddress(address).map(addresses::get);
  }

  @Nullable String lead(@Nullable String image) {
    return image == null ? first : referred(image).orElse(image);
  }
}
