package news.rendezvous.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that pages are made of besides their HTML. */
@ApplicationScoped
class Assets {

  private static final String SCRIPT = "text/javascript;charset=UTF-8";

  private final Asset style = Asset.of("page.css", "text/css;charset=UTF-8");
  private final Asset theme = Asset.of("theme.js", SCRIPT);
  private final Asset script = Asset.of("page.js", SCRIPT);
  private final Asset icon = Asset.of("icon.svg", "image/svg+xml");
  private final Names names = new Names(style.name(), theme.name(), script.name(), icon.name());

  /** What they are called. */
  record Names(String style, String theme, String script, String icon) {}

  Names names() {
    return names;
  }

  Optional<Asset> find(String name) {
    return Stream.of(style, theme, script, icon)
        .filter(asset -> asset.name().equals(name))
        .findFirst();
  }
}
