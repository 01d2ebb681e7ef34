/**
 * Facts about characters, texts, dates and media types, each derived here and nowhere else.
 *
 * <p>Functions of their arguments: nothing here reads a clock, a locale of the machine or a file.
 */
@NullMarked
package news.rendezvous.item.text;

import org.jspecify.annotations.NullMarked;
