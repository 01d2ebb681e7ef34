package news.rendezvous.serve.format;

import static news.rendezvous.serve.format.SampleItems.NOON;
import static news.rendezvous.serve.format.SampleItems.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;
import news.rendezvous.item.text.XmlCharacters;
import news.rendezvous.view.Timelines;
import news.rendezvous.view.ViewItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Contract of the formats in XML. */
public abstract class XmlFormatContract extends FeedFormatContract {

  private static final Map<String, String> PREFIXES =
      Map.of(
          "a", "http://www.w3.org/2005/Atom",
          "at", "http://purl.org/atompub/tombstones/1.0",
          "c", "http://purl.org/rss/1.0/modules/content/",
          "dc", "http://purl.org/dc/elements/1.1/",
          "i", "http://www.itunes.com/dtds/podcast-1.0.dtd",
          "m", "http://search.yahoo.com/mrss/");

  @Override
  String readable(String text) {
    return XmlCharacters.only(text).replace("\r\n", "\n"); // XML 1.0 section 2.11
  }

  /** All values that an XPath expression selects in the document. */
  public static List<String> select(byte[] document, String expression) {
    try {
      NodeList nodes =
          (NodeList) xpath().evaluate(expression, parse(document), XPathConstants.NODESET);
      return IntStream.range(0, nodes.getLength())
          .mapToObj(nodes::item)
          .map(Node::getTextContent)
          .toList();
    } catch (Exception e) {
      throw new AssertionError("no document that XPath can read", e);
    }
  }

  private static Document parse(byte[] document) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new ByteArrayInputStream(document)));
  }

  private static XPath xpath() {
    XPath xpath = XPathFactory.newDefaultInstance().newXPath();
    xpath.setNamespaceContext(
        new NamespaceContext() {
          @Override
          public String getNamespaceURI(String prefix) {
            return PREFIXES.getOrDefault(prefix, XMLConstants.NULL_NS_URI);
          }

          @Override
          public String getPrefix(String uri) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Iterator<String> getPrefixes(String uri) {
            throw new UnsupportedOperationException();
          }
        });
    return xpath;
  }

  @Test
  void isReadBackByALibraryForFeeds() throws Exception {
    NewsItem rich = SampleItems.rich();

    SyndFeed feed =
        new SyndFeedInput()
            .build(new InputSource(new ByteArrayInputStream(format().render(document(rich)))));

    assertThat(feed.getTitle()).isEqualTo("Harbour news");
    SyndEntry entry = feed.getEntries().get(0);
    assertThat(entry.getUri()).isEqualTo(rich.id().toString());
    assertThat(entry.getTitle()).isEqualTo(rich.story().title());
    assertThat(entry.getLink()).isEqualTo("https://harbour.example.org/ferry?a=1&b=2");
    assertThat(entry.getPublishedDate()).isEqualTo(rich.story().datePublished());
    assertThat(entry.getContents().get(0).getValue()).isEqualTo(rich.story().contentHtml());
    assertThat(entry.getEnclosures().get(0).getUrl())
        .isEqualTo("https://harbour.example.org/a.mp3");
  }

  // Jackson reads halves of pairs that are escaped, and writes none.
  private static String escaped(String text) {
    return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("halfPairs")
  void dropsHalvesOfSurrogatePairsFromItems(String title) {
    String json =
        new String(Json.encode(SampleItems.item(1, "TITLE")), StandardCharsets.UTF_8)
            .replace("TITLE", escaped(title));
    ViewItem held = Timelines.held(json.getBytes(StandardCharsets.UTF_8), NOON);

    byte[] document =
        format()
            .render(
                FeedDocument.of(SampleItems.HEAD, "urn:x", SampleItems.links(null), List.of(held)));

    assertThat(read(document).titles()).containsExactly("ab");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
@medium='image'                                | https://n.example/sketch.png; https://n.example/getUrls?link=2; https://n.example/own.jpg
@medium='image' and @type='image/png'          | https://n.example/sketch.png
@medium='image' and not(@type)                 | https://n.example/getUrls?link=2
@medium='video' and @type='video/mp4'          | https://n.example/launch.mp4
@medium='audio' and @type='audio/mpeg'         | https://n.example/horn.mp3
m:description='A sketch'                       | https://n.example/sketch.png
m:title='The horn'                             | https://n.example/horn.mp3
""")
  void showsWhatReferencesLeadToByTheKindOfEachUrl(String condition, String urls) {
    byte[] document = format().render(document(referring()));

    assertThat(String.join("; ", select(document, "//m:content[" + condition + "]/@url")))
        .isEqualTo(urls);
    assertThat(select(document, "//m:content")).hasSize(5);
    assertThat(select(document, "//a:link[@rel='related']/@href"))
        .containsExactly("https://n.example/plan", "https://n.example/plan.pdf");
    assertThat(select(document, "//a:link[@rel='related']/@title"))
        .containsExactly("The plan", "The plan");
    // Pictures stand in the content; a recording is a file that comes with the story.
    assertThat(select(document, "//enclosure/@url | //a:link[@rel='enclosure']/@href"))
        .startsWith("https://n.example/launch.mp4")
        .noneMatch(url -> url.contains("sketch") || url.contains("getUrls"));
  }

  private static NewsItem referring() {
    return SampleItems.referring(
        null,
        SampleItems.related(
            '1',
            "The plan",
            Related.Kind.STORY,
            "https://n.example/plan",
            "https://n.example/plan.pdf",
            "https://n.example/launch.mp4"),
        SampleItems.related('2', "A sketch", Related.Kind.IMAGE, "https://n.example/sketch.png"),
        SampleItems.related('3', "A photo", Related.Kind.IMAGE, "https://n.example/getUrls?link=2"),
        SampleItems.related('4', "The horn", Related.Kind.MEDIA, "https://n.example/horn.mp3"),
        SampleItems.related(
            '5', "Itself", Related.Kind.SELF, "https://n.example/me", "https://n.example/own.jpg"),
        Related.unresolved(SampleItems.hash('6'), "Nowhere", List.of()));
  }

  @Test
  void namesThePublisherThatTheStoryCredits() {
    byte[] credited = format().render(document(SampleItems.referring("Harbour News Client")));
    byte[] plain = format().render(document(SampleItems.referring(null)));

    assertThat(select(credited, "//dc:publisher")).containsExactly("Harbour News Client");
    assertThat(select(plain, "//dc:publisher")).isEmpty();
  }

  @Test
  void saysNothingOfTheItemBehindAReference() {
    Related plan = SampleItems.related('1', "Plan", Related.Kind.STORY, "https://n.example/plan");
    NewsItem before = SampleItems.referring(null, plan);
    NewsItem after = SampleItems.referring(null, plan.heldAs(before.id()));

    assertThat(format().digest(SampleItems.held(after)))
        .isEqualTo(format().digest(SampleItems.held(before)));
  }

  @Test
  void makesParagraphsOfPlainText() {
    NewsItem item =
        SampleItems.item(
            1, SampleItems.story("T", null, "One < two\nand more.\n\n\nThree & four.", null));

    List<String> contents =
        select(format().render(document(item)), "//c:encoded | //a:entry/a:content");

    assertThat(contents)
        .containsExactly("<p>One &lt; two<br>\nand more.</p>\n<p>Three &amp; four.</p>");
  }
}
