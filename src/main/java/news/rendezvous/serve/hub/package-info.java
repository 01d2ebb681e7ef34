/**
 * WebSub hub of the feeds (W3C Recommendation WebSub, section 5 to 7), and requests to callbacks.
 *
 * <p>Requests of subscribers enter; what their callbacks confirm leaves to the registry in {@code
 * serve.hub.delivery}, which decides when a callback gets news. Every request to a callback passes
 * the address guard, follows no redirect, and is bounded in time and bytes. A callback at this
 * service itself is refused.
 */
@NullMarked
package news.rendezvous.serve.hub;

import org.jspecify.annotations.NullMarked;
