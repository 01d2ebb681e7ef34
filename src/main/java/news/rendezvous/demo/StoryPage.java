package news.rendezvous.demo;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A story as a page to read. */
final class StoryPage {

  private static final String STYLE =
      "body{max-width:38em;margin:2em auto;padding:0 1em;font:1.1em/1.6 Georgia,serif}"
          + "img{max-width:100%}small{color:#666}";

  private StoryPage() {}

  static String of(Tale tale, String base) {
    Document page = Document.createShell(base);
    page.head().appendElement("meta").attr("charset", "UTF-8");
    page.head()
        .appendElement("meta")
        .attr("name", "viewport")
        .attr("content", "width=device-width");
    page.head().appendElement("style").appendText(STYLE);
    page.head()
        .appendElement("link")
        .attr("rel", "canonical")
        .attr("href", Outlet.DEMO.permalink(base, tale));
    page.title(tale.title());
    write(tale, base, page.body());
    return "<!DOCTYPE html>\n" + page.outerHtml();
  }

  private static void write(Tale tale, String base, Element body) {
    body.appendElement("h1").text(tale.title());
    if (tale.scene() != null) {
      String picture = base + "/demo/pictures/" + tale.scene().slug() + ".png";
      body.appendElement("img").attr("src", picture).attr("alt", "");
    }
    tale.paragraphs().forEach(text -> body.appendElement("p").text(text));
    body.appendElement("p").appendElement("small").text(tale.reporters());
  }
}
