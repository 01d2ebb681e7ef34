package news.rendezvous.fetch;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a fetch cost, and what the answer says about the next one.
 *
 * @param wireBytes bytes of bodies received, before decoding
 * @param took from the request to the end of the answer
 * @param freshFor freshness lifetime that the answer declares by Cache-Control max-age or Expires
 *     (RFC 9111 section 4.2.1); null where it declares none
 * @param movedTo where the permanent redirects (301, 308) led with which the chain began; a
 *     temporary one ends what counts
 */
public record Transfer(
    long wireBytes, Duration took, @Nullable Duration freshFor, @Nullable URI movedTo) {}
