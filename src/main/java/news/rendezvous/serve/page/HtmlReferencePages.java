package news.rendezvous.serve.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import news.rendezvous.serve.api.ReferenceAnswer;
import news.rendezvous.serve.api.ReferencePages;
import news.rendezvous.serve.page.layout.Layout;
import news.rendezvous.serve.page.layout.Layouts;
import news.rendezvous.serve.page.layout.PageLanguage;

/** HTML representation of {@code /getUrls}. */
@ApplicationScoped
class HtmlReferencePages implements ReferencePages {

  private final Layouts layouts;

  @Inject
  HtmlReferencePages(Layouts layouts) {
    this.layouts = layouts;
  }

  @Override
  public Response.ResponseBuilder answer(
      List<ReferenceAnswer> references, List<String> unknown, HttpHeaders headers) {
    String root = Layouts.root();
    List<ReferenceEntry> entries =
        references.stream().map(reference -> ReferenceEntry.of(reference, root)).toList();
    Layout frame = layouts.frame("stories");
    PageLanguage language = PageLanguage.of(headers.getRequestHeader(HttpHeaders.ACCEPT_LANGUAGE));
    String html = language.render(Templates.references(frame, entries, unknown));
    Response.ResponseBuilder answer =
        PageResponses.answer(PageResponses.representation(html), language, headers);
    // It has the freshness lifetime of every answer about a reference.
    return answer.header(HttpHeaders.CACHE_CONTROL, null);
  }
}
