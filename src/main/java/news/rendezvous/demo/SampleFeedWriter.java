package news.rendezvous.demo;

import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndCategoryImpl;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndContentImpl;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndEntryImpl;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.feed.synd.SyndFeedImpl;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import news.rendezvous.demo.SampleStory.Published;
import org.jdom2.Namespace;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Writes a feed of the sample by ROME: RSS 2.0 with stories in the dialect, which have a source
 * line, a lead-in, references, a byline and a credit.
 *
 * @param source whose feed it is
 * @param base scheme and authority of addresses
 * @param titles of stories, by slug
 */
record SampleFeedWriter(SampleSource source, String base, UnaryOperator<String> titles) {

  private static final Namespace ATOM =
      Namespace.getNamespace("atom", "http://www.w3.org/2005/Atom");

  /** Characters of a summary. */
  private static final int SUMMARY = 240;

  /** The document, in UTF-8; equal stories make equal bytes. */
  byte[] write(List<Published> stories) {
    SyndFeed feed = new SyndFeedImpl();
    feed.setFeedType("rss_2.0");
    feed.setTitle(source.publisher());
    feed.setLink(base + "/demo/");
    feed.setDescription(language().phrase("description"));
    feed.setLanguage(language().tag());
    feed.setEntries(stories.stream().map(this::entry).toList());
    try {
      // Pretty printing, unlike the compact format, keeps the line breaks of plain text.
      return new SyndFeedOutput()
          .outputString(feed, /* prettyPrint= */ true)
          .getBytes(StandardCharsets.UTF_8);
    } catch (FeedException e) {
      throw new IllegalStateException("a feed that ROME refuses to write", e);
    }
  }

  private SampleLanguage language() {
    return source.language();
  }

  private SyndEntry entry(Published published) {
    SampleStory story = published.story();
    SyndEntry entry = new SyndEntryImpl();
    entry.setTitle(story.title());
    entry.setLink(source.permalink(base, story));
    entry.setUri(source.guid(story));
    entry.setPublishedDate(Date.from(published.at()));
    entry.setCategories(story.tags().stream().map(SampleFeedWriter::category).toList());
    if (published.corrected() != null) {
      entry
          .getForeignMarkup()
          .add(new org.jdom2.Element("updated", ATOM).setText(published.corrected().toString()));
    }
    List<Paragraph> paragraphs = paragraphs(published);
    String text = paragraphs.stream().map(Paragraph::text).collect(Collectors.joining("\n\n"));
    if (story.picture() == null) {
      entry.setDescription(content(text));
    } else {
      entry.setDescription(content(summary(text)));
      entry.setContents(List.of(content(html(paragraphs))));
    }
    return entry;
  }

  private static SyndCategory category(String tag) {
    SyndCategory category = new SyndCategoryImpl();
    category.setName(tag);
    return category;
  }

  private static SyndContent content(String value) {
    SyndContent content = new SyndContentImpl();
    content.setValue(value);
    return content;
  }

  /** A summary as WordPress makes it: the first words on one line. */
  private static String summary(String text) {
    String line = text.replaceAll("\\s+", " ");
    if (line.length() <= SUMMARY) {
      return line;
    }
    int end = line.lastIndexOf(' ', SUMMARY);
    return line.substring(0, end > SUMMARY / 2 ? end : SUMMARY) + " […]";
  }

  private String html(List<Paragraph> paragraphs) {
    Document document = Document.createShell(base);
    document.outputSettings().prettyPrint(false);
    paragraphs.forEach(paragraph -> document.body().appendChild(paragraph.html()));
    return document.body().html();
  }

  /** A paragraph in both forms of the dialect. */
  private record Paragraph(String text, Element html) {

    static Paragraph of(String text) {
      return new Paragraph(text, new Element("p").text(text));
    }
  }

  private List<Paragraph> paragraphs(Published published) {
    SampleStory story = published.story();
    List<String> texts = new ArrayList<>(story.paragraphs());
    texts.set(0, language().phrase("lead-in", language().day(published.at()), texts.get(0)));
    int last = texts.size() - 1;
    texts.set(last, language().phrase("byline", texts.get(last), story.reporters()));
    if (published.corrected() != null) {
      texts.add(language().phrase("correction", language().hour(published.corrected())));
    }
    texts.add(language().phrase("credit"));
    texts.add(0, language().phrase("source-line", source.publisher()));
    List<Paragraph> paragraphs = new ArrayList<>(texts.stream().map(Paragraph::of).toList());
    paragraphs.addAll(2, references(story)); // behind the first paragraph of the story
    return paragraphs;
  }

  private List<Paragraph> references(SampleStory story) {
    List<Paragraph> references = new ArrayList<>();
    if (story.picture() != null) {
      Element picture =
          new Element("img").attr("src", url(story.picture())).attr("alt", story.title());
      references.add(reference(story.picture(), story.title(), new Element("p"), picture));
    }
    for (String slug : story.related()) {
      String title = SampleResources.PICTURES.contains(slug) ? story.title() : titles.apply(slug);
      Element link = new Element("a").attr("href", url(slug)).text(title);
      references.add(reference(slug, title, new Element("p"), link));
    }
    // The first reference to another story is part of a sentence.
    String first = story.related().isEmpty() ? story.slug() : story.related().get(0);
    if (!first.equals(story.slug())) {
      String[] around = language().phrase("see-also").split("\\|", 2);
      references
          .get(story.picture() == null ? 0 : 1)
          .html()
          .prependText(around[0])
          .appendText(around[1]);
    }
    return references;
  }

  private static Paragraph reference(String slug, String title, Element html, Element link) {
    String text = "getUrls?link=" + SampleResources.link(slug) + " - " + title;
    return new Paragraph(text, html.appendChild(link));
  }

  private String url(String slug) {
    return base + "/demo/getUrls?link=" + SampleResources.link(slug);
  }
}
