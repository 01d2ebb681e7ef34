package news.rendezvous.parse;

/**
 * The name of an element or attribute (Namespaces in XML 1.0, section 3).
 *
 * @param namespace empty for a name in none
 * @param prefix empty for a name without one
 * @param local the name behind the prefix
 */
record XmlName(String namespace, String prefix, String local) {

  /** The name as it is written. */
  String qualified() {
    return prefix.isEmpty() ? local : prefix + ':' + local;
  }
}
