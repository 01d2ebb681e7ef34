package news.rendezvous.page;

import org.jspecify.annotations.Nullable;

/**
 * A story that refers to another.
 *
 * @param title its title, else how it begins
 * @param language of the title
 * @param page our page of it
 * @param source the source that brought it first
 */
record Referrer(String title, @Nullable String language, String page, String source) {}
