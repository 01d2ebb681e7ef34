package news.rendezvous.page;

/**
 * A link.
 *
 * @param text what it says
 * @param href where it leads
 */
record Link(String text, String href) {}
