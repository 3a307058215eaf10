/** Stands in for tables of colours that no grey picture needs. */
export default [];
