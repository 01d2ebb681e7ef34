package news.rendezvous.serve.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import news.rendezvous.serve.page.layout.Layout;
import news.rendezvous.serve.page.sources.SourceModel;
import news.rendezvous.serve.page.sources.SourcesModel;
import news.rendezvous.serve.page.story.StoryModel;

/** Qute templates of the pages, type-checked at build time. */
@CheckedTemplate(basePath = "page")
final class Templates {

  private Templates() {}

  static native TemplateInstance stories(ListModel page);

  /** The list of that page alone. */
  static native TemplateInstance stories$list(ListModel page);

  static native TemplateInstance feed(FeedModel page);

  static native TemplateInstance story(StoryModel page);

  /** The story of that page alone. */
  static native TemplateInstance article(StoryModel page);

  static native TemplateInstance sources(SourcesModel page);

  /** The part of {@link #sources} that changes. */
  static native TemplateInstance health(SourcesModel page);

  static native TemplateInstance source(SourceModel page);

  /** The part of {@link #source} that changes. */
  static native TemplateInstance sourcehealth(SourceModel page);

  static native TemplateInstance refusal(Layout frame, LocalText heading, LocalText detail);

  static native TemplateInstance references(
      Layout frame, List<ReferenceEntry> references, List<String> unknown);
}
