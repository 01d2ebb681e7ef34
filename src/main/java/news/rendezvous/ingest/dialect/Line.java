package news.rendezvous.ingest.dialect;

import news.rendezvous.ingest.dialect.reference.ReferenceCollector;

/** A line of a body: a paragraph, or a part of one between line breaks. */
interface Line {

  /** The text, on one line. */
  String text();

  /** The text if it may end with a byline; it may be empty otherwise. */
  String ending();

  boolean isBlank();

  /** True if it shows a picture, film or player. */
  boolean showsMedia();

  /** True if it is the caption of a picture, whose credits are not those of the story. */
  boolean isCaption();

  /** True if a paragraph ends with it. */
  boolean endsParagraph();

  /** True if it may hold a reference. */
  boolean mayRefer();

  /**
   * Collects its references; those within a sentence stay in their places.
   *
   * @return what the line holds
   */
  Kind take(ReferenceCollector references);

  /** Content of a line. */
  enum Kind {
    WORDS,
    /** References only, so that it is removed. */
    REFERENCES,
    /** References only, the last of which lacks the title behind its dash. */
    UNTITLED_REFERENCE
  }

  /** Removes it, except pictures and players, and keeps the places of its references. */
  void remove();

  /** Removes the first characters of the text. */
  void removeStart(int length);
}
