/** Parts that all pages share: layout, static files, links, query parameters and times. */
@NullMarked
package news.rendezvous.serve.page.layout;

import org.jspecify.annotations.NullMarked;
