/**
 * Bytes to entries.
 *
 * <p>A {@link news.rendezvous.fetch.Document} enters, a {@link news.rendezvous.parse.Parsed}
 * leaves: a feed with its {@link news.rendezvous.parse.ParsedEntry entries}, or the outcome that
 * says why it is none. Woodstox reads XML, under limits, after everything that could hurt it or
 * that it refuses for a trifle was put right, in a third of the time that the JDK's parser and JDOM
 * took; the tree that is grown of it is read here and not by ROME: measured side by side, ROME took
 * two to three times as long for an entry, gave up feeds over a date or a length that it did not
 * expect, and knows neither xml:base nor half of the extensions. It is left the dates that are in
 * none of the two standard forms. Charsets that nobody declares, or declares wrongly, are found by
 * Mozilla's detector where the script is not Latin; else the text is UTF-8, and a stray byte in it
 * windows-1252. A model of letter pairs in thirty languages, which told more charsets of one byte a
 * character apart, changed none of a thousand real feeds and is gone. {@link
 * news.rendezvous.dialect.Dialect} then reads what the body of one entry says in the Rendezvous
 * dialect. Nothing here ever makes a request, cleans markup, or decides what is new.
 */
@NullMarked
package news.rendezvous.parse;

import org.jspecify.annotations.NullMarked;
