package news.rendezvous.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates of the pages, checked against what they are given when the service is built. */
@CheckedTemplate(basePath = "page")
final class Templates {

  private Templates() {}

  static native TemplateInstance stories(ListPage page);

  static native TemplateInstance story(StoryPage page);

  static native TemplateInstance sources(SourcesPage page);

  static native TemplateInstance refusal(RefusalPage page);

  static native TemplateInstance references(ReferenceList page);
}
