package news.rendezvous.ingest.resolve.answer;

import java.net.URI;
import okhttp3.HttpUrl;

/**
 * Identity of an end point: the address of a reference without its hash, normalised. Other
 * parameters stay, since they may select another answer.
 */
public record EndPoint(String url) {

  private static final String HASH = "link";

  public static EndPoint of(URI address) {
    HttpUrl parsed = HttpUrl.get(address);
    if (parsed == null) {
      return new EndPoint(address.toString());
    }
    HttpUrl without =
        parsed
            .newBuilder()
            .username("")
            .password("")
            .removeAllQueryParameters(HASH)
            .fragment(null)
            .build();
    return new EndPoint(
        (without.querySize() == 0 ? without.newBuilder().query(null).build() : without).toString());
  }

  /** Without parameters: each reference of a source has its own. */
  public EndPoint base() {
    int query = url.indexOf('?');
    return query < 0 ? this : new EndPoint(url.substring(0, query));
  }

  /** Address of a reference at this end point, a base, with the query of its other address. */
  public URI addressFor(URI address) {
    String query = address.getRawQuery();
    return of(address).base().equals(this) || query == null
        ? address
        : URI.create(url + '?' + query);
  }

  @Override
  public String toString() {
    return url;
  }
}
