/**
 * What holds for every request and every answer.
 *
 * <p>A request enters as the HTTP server took it; it leaves with the host that it is meant for, or
 * is refused by a problem, and its answer leaves with a date, for scripts of any origin to read.
 * Nothing here knows what is asked for.
 */
@NullMarked
package news.rendezvous.web;

import org.jspecify.annotations.NullMarked;
