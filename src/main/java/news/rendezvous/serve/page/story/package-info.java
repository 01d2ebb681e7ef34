/**
 * Stories as pages show them: the card of a list, the page of one story, its sanitised content,
 * files and references. Items enter, models for templates leave. No markup of a source leaves
 * unsanitised.
 */
@NullMarked
package news.rendezvous.serve.page.story;

import org.jspecify.annotations.NullMarked;
