package news.rendezvous.page;

import java.util.List;

/**
 * What references lead to.
 *
 * @param frame what all pages have
 * @param references those that are known
 * @param unknown hashes of those that are not
 */
record ReferenceList(Frame frame, List<ReferenceEntry> references, List<String> unknown) {

  ReferenceList {
    references = List.copyOf(references);
    unknown = List.copyOf(unknown);
  }
}
