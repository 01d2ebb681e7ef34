package news.rendezvous.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import news.rendezvous.problem.Problem;

/** Qute templates of the pages, type-checked at build time. */
@CheckedTemplate(basePath = "page")
final class Templates {

  private Templates() {}

  static native TemplateInstance stories(ListPage page);

  static native TemplateInstance story(StoryPage page);

  static native TemplateInstance sources(SourcesPage page);

  static native TemplateInstance refusal(Frame frame, Problem problem);

  static native TemplateInstance references(
      Frame frame, List<ReferenceEntry> references, List<String> unknown);
}
