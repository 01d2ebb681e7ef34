/**
 * The sources page: list, status filter and rows. Definitions and poll states enter, models for
 * templates leave; never the URL of a feed, which may hold a secret.
 */
@NullMarked
package news.rendezvous.serve.page.sources;

import org.jspecify.annotations.NullMarked;
