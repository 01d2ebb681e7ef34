package news.rendezvous.ingest.normalize;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

/** Limits of what is kept of an entry; longer texts are truncated at a word. */
@ConfigMapping(prefix = "rendezvous.normalize")
public interface NormalizeConfig {

  /** Longest title, in UTF-8. */
  @WithDefault("1K")
  MemorySize maxTitle();

  /** Longest content, in UTF-8; HTML stays well formed where it is cut. */
  @WithDefault("256K")
  MemorySize maxContent();

  /** Longest summary, in characters. */
  @WithDefault("500")
  @Positive
  int maxSummary();

  /** Most files that come with an entry; more are a catalogue. */
  @WithDefault("100")
  @PositiveOrZero
  int maxAttachments();

  /** Longest URL of a link, a picture or a file, in characters; a longer one counts as none. */
  @WithDefault("8000")
  @Positive
  int maxUrl();

  /** Longest guid that is shown, in characters; a longer one still names the story. */
  @WithDefault("2000")
  @Positive
  int maxGuid();

  /** Most tags, and most authors, of an entry. */
  @WithDefault("50")
  @PositiveOrZero
  int maxTags();

  /**
   * Enables detection of the language of an entry where none is declared. The first detection loads
   * some 50 MB of profiles.
   */
  @WithDefault("true")
  boolean detectLanguage();
}
