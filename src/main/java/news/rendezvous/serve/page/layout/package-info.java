/**
 * Parts that all pages share: layout, static files, links, query parameters, times and texts.
 *
 * <p>The request enters with its language and its filter; models for the layout's template leave.
 * No state of items or sources is read here.
 */
@NullMarked
package news.rendezvous.serve.page.layout;

import org.jspecify.annotations.NullMarked;
