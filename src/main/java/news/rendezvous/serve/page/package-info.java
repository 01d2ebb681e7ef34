/**
 * The web pages: lists of stories, one story, the sources, references, and problems as HTML.
 *
 * <p>Lists, stories and states of sources enter, HTML leaves. The pages work without scripts; a
 * script adds live updates. Nothing that a source wrote is trusted: texts are escaped, content is
 * sanitised once more, and the Content-Security-Policy allows no script from elsewhere.
 */
@NullMarked
package news.rendezvous.serve.page;

import org.jspecify.annotations.NullMarked;
