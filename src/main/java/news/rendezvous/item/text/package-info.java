/**
 * Functions of characters, texts, dates and media types, each with its only implementation.
 *
 * <p>Pure functions, independent of the clock, the default locale and the file system.
 */
@NullMarked
package news.rendezvous.item.text;

import org.jspecify.annotations.NullMarked;
