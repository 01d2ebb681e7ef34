package news.rendezvous.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.LinkHash;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Writes a story as the dialect has it: source line, lead-in, references, byline, credit.
 *
 * @param outlet who carries it
 * @param base scheme and authority of the addresses in it
 * @param titles of the stories, by slug
 */
record Dialect(Outlet outlet, String base, UnaryOperator<String> titles) {

  /** A block of a story. */
  private sealed interface Block {}

  private record Text(String value) implements Block {}

  private record Reference(LinkHash link, String title, boolean picture, boolean inSentence)
      implements Block {}

  /** Plain text, its blocks split by blank lines. */
  String text(Told told) {
    return blocks(told).stream().map(Dialect::line).collect(Collectors.joining("\n\n"));
  }

  private static String line(Block block) {
    return block instanceof Reference reference
        ? "getUrls?link=" + reference.link() + " - " + reference.title()
        : ((Text) block).value();
  }

  /** A fragment of HTML. */
  String html(Told told) {
    Document document = Document.createShell(base);
    document.outputSettings().prettyPrint(false);
    blocks(told).forEach(block -> write(block, document.body().appendElement("p")));
    return document.body().html();
  }

  private void write(Block block, Element paragraph) {
    if (block instanceof Reference reference) {
      String url = base + "/demo/getUrls?link=" + reference.link();
      if (reference.picture()) {
        paragraph.appendElement("img").attr("src", url).attr("alt", reference.title());
      } else if (reference.inSentence()) {
        String[] around = outlet.voice().seeAlso().split("\\|", 2);
        paragraph.appendText(around[0]);
        paragraph.appendElement("a").attr("href", url).text(reference.title());
        paragraph.appendText(around[1]);
      } else {
        paragraph.appendElement("a").attr("href", url).text(reference.title());
      }
    } else {
      paragraph.text(((Text) block).value());
    }
  }

  private List<Block> blocks(Told told) {
    Tale tale = told.tale();
    List<String> texts = new ArrayList<>(tale.paragraphs());
    texts.set(0, outlet.voice().leadIn(told.published(), texts.get(0)));
    int last = texts.size() - 1;
    texts.set(last, outlet.voice().byline(texts.get(last), tale.reporters()));
    List<Block> blocks = new ArrayList<>(texts.stream().map(Text::new).toList());
    if (told.corrected() != null) {
      blocks.add(new Text(outlet.voice().correction(told.corrected())));
    }
    // References stand after the first paragraph, where the dialect scatters them.
    blocks.addAll(1, references(tale));
    blocks.add(0, new Text(outlet.voice().sourceLine(outlet.publisher())));
    blocks.add(new Text(outlet.voice().credit()));
    return blocks;
  }

  private List<Reference> references(Tale tale) {
    Stream<Reference> picture =
        Stream.ofNullable(tale.scene())
            .map(scene -> new Reference(References.link(scene.slug()), tale.title(), true, false));
    Stream<Reference> others =
        tale.related().stream()
            .map(
                slug ->
                    new Reference(
                        References.link(slug), title(slug, tale), false, isInSentence(slug, tale)));
    return Stream.concat(picture, others).toList();
  }

  /** The first other story is named in a sentence, the rest stand on lines of their own. */
  private static boolean isInSentence(String slug, Tale tale) {
    return slug.equals(tale.related().get(0)) && !slug.equals(tale.slug());
  }

  // A picture has no title of its own: the dialect gives it that of the story.
  private String title(String slug, Tale tale) {
    return Scene.named(slug).isPresent() ? tale.title() : titles.apply(slug);
  }
}
