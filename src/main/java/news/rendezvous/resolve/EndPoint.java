package news.rendezvous.resolve;

import java.net.URI;
import okhttp3.HttpUrl;

/**
 * Where a reference is asked for: an address without the hash. Other parameters may select another
 * answer. Two spellings of one end point are equal.
 */
record EndPoint(String url) {

  private static final String HASH = "link";

  static EndPoint of(URI address) {
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

  /** The same without parameters, for the references of a source bring their own. */
  EndPoint base() {
    int query = url.indexOf('?');
    return query < 0 ? this : new EndPoint(url.substring(0, query));
  }

  /** The address at which this end point, a base, is asked what an address asks elsewhere. */
  URI asking(URI address) {
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
