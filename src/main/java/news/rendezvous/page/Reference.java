package news.rendezvous.page;

import org.jspecify.annotations.Nullable;

/**
 * What a story refers to.
 *
 * @param title its title, else its host
 * @param language of the title
 * @param url where it is
 * @param host of the URL
 * @param here our own page of it, where the service holds it
 */
record Reference(
    String title, @Nullable String language, String url, String host, @Nullable String here) {}
