"""What gates find out about a package before they decide: inputs read by the layout, variants, mutants, prose."""
