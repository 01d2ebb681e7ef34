package news.rendezvous.resolve;

import java.net.URI;
import okhttp3.HttpUrl;

/**
 * Where references are asked for: an address without its query. Two spellings of one end point are
 * equal.
 */
record EndPoint(String url) {

  static EndPoint of(URI address) {
    HttpUrl parsed = HttpUrl.get(address);
    return new EndPoint(
        parsed == null
            ? address.toString()
            : parsed
                .newBuilder()
                .username("")
                .password("")
                .query(null)
                .fragment(null)
                .build()
                .toString());
  }

  /** The address at which this end point is asked what an address asks elsewhere. */
  URI asking(URI address) {
    String query = address.getRawQuery();
    return of(address).equals(this) ? address : URI.create(query == null ? url : url + '?' + query);
  }

  @Override
  public String toString() {
    return url;
  }
}
