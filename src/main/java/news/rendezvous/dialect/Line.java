package news.rendezvous.dialect;

/** A line of a body as a reader sees it: a paragraph, or a part of one between line breaks. */
interface Line {

  /** Its text, on one line. */
  String text();

  /** Its text, if it may end with a byline; else perhaps nothing. */
  String ending();

  /** Tells whether nothing in it is to be read. */
  boolean isBlank();

  /** Tells whether it shows a picture, film or player. */
  boolean showsMedia();

  /** Tells whether it is the caption of a picture, whose credits are not the story's. */
  boolean isCaption();

  /** Tells whether a paragraph ends with it. */
  boolean endsParagraph();

  /** Tells whether its text or an address in it may be one of a reference. */
  boolean mayRefer();

  /**
   * Takes the references in it, and leaves those within a sentence in their places.
   *
   * @return the references that the line consists of; none where it says anything else
   */
  Consists take(References references);

  /** Contents of a line. */
  enum Consists {
    /** Of words, or of nothing. */
    WORDS,
    /** Of references, so that it leaves. */
    REFERENCES,
    /** Of references, the last of which lacks the title behind its dash. */
    UNTITLED_REFERENCE
  }

  /** Takes it out, except what it shows, and leaves the places of the references taken in it. */
  void remove();

  /** Takes the first characters of its text out. */
  void removeStart(int length);
}
