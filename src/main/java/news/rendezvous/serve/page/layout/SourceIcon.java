package news.rendezvous.serve.page.layout;

import org.jspecify.annotations.Nullable;

/**
 * Icon beside the name of a source.
 *
 * @param letter first letter of the name, in place of an icon
 * @param url URL of the icon here; null while there is none
 */
public record SourceIcon(String letter, @Nullable String url) {}
