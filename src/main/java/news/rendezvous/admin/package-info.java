/**
 * Commands of the operator.
 *
 * <p>Authorised HTTP requests enter; commands to sources and polls, and their states, leave.
 * Nothing here is reachable without the token.
 */
@NullMarked
package news.rendezvous.admin;

import org.jspecify.annotations.NullMarked;
