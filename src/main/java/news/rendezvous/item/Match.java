package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kind of key that two carriers of a story have in common. */
public enum Match {
  /** The same guid or Atom id. */
  @JsonProperty("guid")
  GUID,
  /** The same canonical URL, its scheme aside. */
  @JsonProperty("url")
  URL,
  /** The same text. */
  @JsonProperty("content")
  CONTENT,
  /** Nearly the same text. */
  @JsonProperty("near")
  NEAR
}
