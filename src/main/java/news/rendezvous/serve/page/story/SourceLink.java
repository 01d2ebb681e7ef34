package news.rendezvous.serve.page.story;

import news.rendezvous.serve.page.layout.SourceIcon;
import org.jspecify.annotations.Nullable;

/**
 * A source that carried a story.
 *
 * @param name its title, else its id
 * @param icon its icon
 * @param stories URL of the list of its stories
 * @param url permalink of the story there
 */
record SourceLink(String name, SourceIcon icon, String stories, @Nullable String url) {}
