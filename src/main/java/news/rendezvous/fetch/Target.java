package news.rendezvous.fetch;

import io.vertx.core.http.RequestOptions;
import java.net.InetSocketAddress;

/**
 * Where a request goes.
 *
 * @param address checked, to connect to
 * @param options what to ask for there
 */
record Target(InetSocketAddress address, RequestOptions options) {}
