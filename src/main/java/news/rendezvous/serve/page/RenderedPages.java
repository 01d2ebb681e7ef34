package news.rendezvous.serve.page;

import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.Function;
import news.rendezvous.serve.http.Representation;
import news.rendezvous.serve.page.layout.PageLanguage;

/** Responses with pages that are rendered in the language of the reader, and cached. */
@ApplicationScoped
class RenderedPages {

  private final PageCache pages;

  @Inject
  RenderedPages(PageCache pages) {
    this.pages = pages;
  }

  /** The response to a request for stories. */
  Response answer(Function<PageLanguage, TemplateInstance> page, UriInfo uri, HttpHeaders headers) {
    return answer(page, 0, uri, headers);
  }

  /**
   * The response to a request.
   *
   * @param page makes the page; its exceptions are passed on
   * @param others version of what it shows besides stories
   */
  Response answer(
      Function<PageLanguage, TemplateInstance> page,
      long others,
      UriInfo uri,
      HttpHeaders headers) {
    PageLanguage language = PageLanguage.of(headers.getRequestHeader(HttpHeaders.ACCEPT_LANGUAGE));
    Representation cached =
        pages.page(
            uri.getRequestUri(),
            language,
            others,
            () -> PageResponses.representation(language.render(page.apply(language))));
    return PageResponses.answer(cached, language, headers).build();
  }
}
