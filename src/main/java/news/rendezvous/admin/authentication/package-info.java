/**
 * Authentication of the admin API.
 *
 * <p>Requests to {@code /admin} enter; those with the token of the configuration, or with one of
 * the OpenID Connect provider and the role {@code admin}, leave. Every other one is refused,
 * counted and logged, and so is one whose check fails.
 */
@NullMarked
package news.rendezvous.admin.authentication;

import org.jspecify.annotations.NullMarked;
