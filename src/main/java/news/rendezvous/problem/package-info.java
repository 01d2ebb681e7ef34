/**
 * Errors as a client reads them.
 *
 * <p>What went wrong with a request enters, an RFC 9457 problem document leaves, or a page for
 * people, whoever answers: resources, exceptions that escape them, and routes outside of them.
 * Nothing here ever tells a client how the service works inside, and nothing imports another
 * package of the service.
 */
@NullMarked
package news.rendezvous.problem;

import org.jspecify.annotations.NullMarked;
